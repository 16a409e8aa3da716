"""Words of a head, from the segmenter: asked only for a head that must be broken and has no place of its own to break
at."""

from paiyin.segmenter import Word, joints, words

__all__ = ["Word", "joints", "words"]
