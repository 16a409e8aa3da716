"""The circular: the finished page in the readers' inbox.

A mail PDF that screen readers understand, one message for each recipient, a careful way to send them, and a record of
what was sent that survives whatever happens to the machine.
"""

from paiyin.circular.run import Outcome, circular, status_of

__all__ = ["Outcome", "circular", "status_of"]
