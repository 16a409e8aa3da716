"""The job ticket as XJDF 2.1, the print trade's exchange format: product, intents and a run list of the files."""

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as xml

from paiyin.units import mm_to_pt

NAMESPACE = "http://www.CIP4.org/JDFSchema_2_0"
FILE = "job.xjdf"


def of(job: Mapping[str, Any]) -> bytes:
    """Return the ticket of a job as XJDF. Sizes are in points and checksums MD5, as the format wants them."""
    product = job["product"]
    root = xml.Element("XJDF", {
        "xmlns": NAMESPACE, "JobID": job["job"], "JobPartID": "print", "Types": "Product", "Version": "2.1"})
    if job["issue"]["title"]:
        root.set("DescriptiveName", job["issue"]["title"])
    newspaper = xml.SubElement(xml.SubElement(root, "ProductList"), "Product",
                               {"ID": "newspaper", "IsRoot": "true", "ProductType": "Newspaper"})
    if product["copies"]:
        newspaper.set("Amount", str(product["copies"]))
    _intents(newspaper, product)
    _contact(root, job["contact"])
    _files(root, job["files"])
    xml.indent(root)
    return xml.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _intents(parent: xml.Element, product: Mapping[str, Any]) -> None:
    inks = " ".join(_token(ink) for ink in product["inks"])
    color = xml.SubElement(_intent(parent, "ColorIntent"), "ColorIntent")
    for surface in ("Front", "Back"):
        xml.SubElement(color, "SurfaceColor", {"ColorsUsed": inks, "Surface": surface})
    width, height = product["trims_mm"][0]
    xml.SubElement(_intent(parent, "LayoutIntent"), "LayoutIntent", {
        "Bleed": _number(mm_to_pt(max(product["bleed_mm"]))),
        "FinishedDimensions": f"{_number(mm_to_pt(width))} {_number(mm_to_pt(height))} 0",
        "Pages": str(product["pages"]), "Sides": "TwoSidedHeadToHead" if product["pages"] > 1 else "OneSidedFront"})
    paper = xml.SubElement(_intent(parent, "MediaIntent"), "MediaIntent", {"MediaType": "Paper"})
    if product["paper_weight"]:
        paper.set("Weight", str(product["paper_weight"]))


def _intent(parent: xml.Element, name: str) -> xml.Element:
    return xml.SubElement(parent, "Intent", {"Name": name})


def _contact(root: xml.Element, contact: Mapping[str, str]) -> None:
    if not any(contact.values()):
        return
    parent = xml.SubElement(root, "ResourceSet", {"Name": "Contact", "Usage": "Input"})
    resource = xml.SubElement(parent, "Resource")
    xml.SubElement(resource, "Part", {"ContactType": "Customer"})
    person = xml.SubElement(resource, "Contact")
    for kind, key, scheme in (("Email", "email", "mailto:"), ("Phone", "phone", "tel:")):
        if contact[key]:
            xml.SubElement(person, "ComChannel", {"ChannelType": kind, "Locator": scheme + _token(contact[key])})
    if contact["name"]:
        xml.SubElement(person, "Person", {"FamilyName": contact["name"]})


def _files(root: xml.Element, files: list[Mapping[str, Any]]) -> None:
    from urllib.parse import quote

    parent = xml.SubElement(root, "ResourceSet", {"Name": "RunList", "Usage": "Input"})
    for number, file in enumerate(files):
        resource = xml.SubElement(parent, "Resource")
        xml.SubElement(resource, "Part", {"Run": f"R{number + 1}"})
        run = xml.SubElement(resource, "RunList", {"NPage": str(file["pages"]), "Pages": f"0 {file['pages'] - 1}"})
        xml.SubElement(run, "FileSpec", {"CheckSum": file["md5"].upper(), "FileSize": str(file["bytes"]),
                                         "MimeType": "application/pdf", "URL": quote(file["name"])})


def _token(text: str) -> str:
    return "".join(text.split())


def _number(points: float) -> str:
    return format(round(points, 3), ".10g")
