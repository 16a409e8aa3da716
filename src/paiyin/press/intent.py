"""Output intent, metadata and the writing of the file: PDF/X-4 (ISO 15930-7) or PDF/X-1a:2003 (ISO 15930-4)."""

import os
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from xml.sax.saxutils import escape

from paiyin.press import Meta
from paiyin.press.conditions import CUSTOM, Condition

VERSIONS = {"x4": ("PDF/X-4", "1.6"), "x1a": ("PDF/X-1a:2003", "1.4")}
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)      # where neither the edition nor SOURCE_DATE_EPOCH gives one
PRODUCER = "Paiyin"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{author}<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<pdf:Producer>{producer}</pdf:Producer>
<pdf:Trapped>False</pdf:Trapped>
<xmpMM:DocumentID>uuid:{document}</xmpMM:DocumentID>
<xmpMM:InstanceID>uuid:{instance}</xmpMM:InstanceID>
<xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<pdfxid:GTS_PDFXVersion>{version}</pdfxid:GTS_PDFXVersion>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def saved(pdf, condition: Condition, meta: Meta, pdfx: str) -> bytes:
    """Write a document whose pages are converted; the same input gives the same bytes."""
    from pikepdf import Array, Dictionary, Name, ObjectStreamMode, StreamDecodeLevel

    version, pdf_version = VERSIONS[pdfx]
    info = {key: str(pdf.docinfo[f"/{key}"]) for key in ("Title", "Author", "Creator", "CreationDate")
            if f"/{key}" in pdf.docinfo}
    title = _plain(meta.title or info.get("Title") or "Untitled")
    author = _plain(meta.author or info.get("Author", ""))
    when = _date(meta, info.get("CreationDate", ""))
    root = pdf.Root
    language = root.get("/Lang")
    for key in [key for key in root.keys() if key not in ("/Type", "/Pages")]:
        del root[key]
    if language is not None:
        root.Lang = language
    _plain_pages(pdf)
    root.OutputIntents = Array([pdf.make_indirect(_output_intent(pdf, condition))])
    stamp = when.strftime("D:%Y%m%d%H%M%S") + "+00'00'"
    fields = Dictionary(Title=title, Creator=info.get("Creator", PRODUCER), Producer=PRODUCER, CreationDate=stamp,
                        ModDate=stamp, Trapped=Name("/False"))
    if author:
        fields.Author = author
    if pdfx == "x1a":
        fields.GTS_PDFXVersion = "PDF/X-1a:2003"
        fields.GTS_PDFXConformance = "PDF/X-1a:2003"
    pdf.trailer.Info = pdf.make_indirect(fields)
    for key in [key for key in pdf.trailer.keys() if key not in ("/Root", "/Info", "/Size")]:
        del pdf.trailer[key]
    settings = dict(
        force_version=pdf_version,
        min_version="",
        deterministic_id=True,
        compress_streams=True,
        stream_decode_level=StreamDecodeLevel.generalized,
        recompress_flate=False,
        fix_metadata_version=False,
        object_stream_mode=ObjectStreamMode.disable if pdfx == "x1a" else ObjectStreamMode.generate,
    )
    digest = _digest(pdf)
    xmp = _XMP.format(
        title=escape(title),
        date=when.strftime("%Y-%m-%dT%H:%M:%S+00:00"),
        version=version,
        author=f"<dc:creator><rdf:Seq><rdf:li>{escape(author)}</rdf:li></rdf:Seq></dc:creator>\n" if author else "",
        creator=escape(info.get("Creator", PRODUCER)),
        producer=PRODUCER,
        document=_uuid(digest),
        instance=_uuid(sha256(digest.encode() + version.encode()).hexdigest()),
    )
    if pdfx == "x1a":
        xmp = xmp.replace(f"<pdfxid:GTS_PDFXVersion>{version}</pdfxid:GTS_PDFXVersion>\n", "")
    metadata = pdf.make_stream(xmp.encode())
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    root.Metadata = metadata
    out = BytesIO()
    pdf.save(out, **settings)
    return out.getvalue()


def _plain_pages(pdf) -> None:
    """Make the page tree one level, with nothing that pages inherit."""
    from pikepdf import Array, Dictionary, Name

    pages = [page.obj for page in pdf.pages]
    tree = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=len(pages), Kids=Array(pages)))
    for page in pages:
        page.Parent = tree
    pdf.Root.Pages = tree


def _output_intent(pdf, condition: Condition):
    from pikepdf import Dictionary, Name

    made = Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier=condition.identifier,
                      OutputCondition=condition.description, Info=condition.description)
    if condition.registry and condition.identifier != CUSTOM:
        made.RegistryName = condition.registry
    profile = pdf.make_stream(condition.profile)
    profile.N = 4
    made.DestOutputProfile = profile
    return made


def _plain(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return "".join(c if c.isprintable() or c == " " else " " for c in text)


def _date(meta: Meta, stated: str) -> datetime:
    """Return the edition's date, else that of the screen PDF, else SOURCE_DATE_EPOCH, else a fixed one."""
    if meta.date is not None:
        return meta.date.astimezone(UTC) if meta.date.tzinfo else meta.date.replace(tzinfo=UTC)
    digits = "".join(c for c in stated.removeprefix("D:")[:14] if c.isdigit())
    for form, length in (("%Y%m%d%H%M%S", 14), ("%Y%m%d", 8)):
        try:
            return datetime.strptime(digits[:length], form).replace(tzinfo=UTC)
        except ValueError:
            continue
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else NO_DATE


def _digest(pdf) -> str:
    """Return a hash of what the pages show."""
    found = sha256()
    for page in pdf.pages:
        found.update(page.obj.Contents.read_bytes())
        found.update(page.obj.MediaBox.unparse())
    found.update(pdf.trailer.Info.unparse())
    return found.hexdigest()


def _uuid(digest: str) -> str:
    return "-".join((digest[:8], digest[8:12], f"5{digest[13:16]}", f"a{digest[17:20]}", digest[20:32]))
