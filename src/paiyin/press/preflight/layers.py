"""Layers (optional content, ISO 32000-1, 8.11): which are off as the file opens."""


class Layers:
    """The layers of a file in its default state."""

    def __init__(self, root):
        try:
            found = root.get("/OCProperties")
            default = found.get("/D", {}) if found is not None else {}
            off = {group.objgen for group in default.get("/OFF", [])}
            if str(default.get("/BaseState", "/ON")) == "/OFF":
                on = {group.objgen for group in default.get("/ON", [])}
                off |= {group.objgen for group in found.get("/OCGs", [])} - on
        except Exception:       # whatever a stranger's file does
            off = set()
        self._off = off

    def __len__(self) -> int:
        return len(self._off)

    def off(self, layer) -> bool:
        """Return whether a layer, or a combination of layers by its policy, is not shown."""
        try:
            if str(layer.get("/Type", "/OCG")) != "/OCMD":
                return layer.objgen in self._off
            from pikepdf import Array

            given = layer.get("/OCGs")
            groups = list(given) if isinstance(given, Array) else [given] if given is not None else []
            states = [group.objgen not in self._off for group in groups]
            if not states or "/VE" in layer:
                return False
            return not {"/AllOn": all(states), "/AnyOff": not all(states), "/AllOff": not any(states)}.get(
                str(layer.get("/P", "/AnyOn")), any(states))
        except Exception:
            return False
