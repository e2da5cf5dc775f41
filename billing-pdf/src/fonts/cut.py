#!/usr/bin/env python3
"""Cuts the built-in faces to the letters of Europe, and one to the signs that they lack.

Needs python3-fonttools, fonts-noto-core, fonts-roboto-unhinted and fonts-dejavu-core of Debian. The faces are made once and committed:
a build does not run this. Layout tables and hints go, since OpenPDF uses neither; a face that lacks the minus sign gets
one, its dash set to the width of a figure, so that columns of amounts stay in line.
"""
import copy
import glob
import pathlib

from fontTools import subset
from fontTools.ttLib import TTFont

EUROPE = (
    "U+0020-007E,U+00A0-017F,U+0192,U+01C4-01CC,U+0218-021B,U+02C6,U+02C7,U+02D8-02DD,U+0384-03CE,U+0400-045F,"
    "U+0490,U+0491,U+1E9E,U+2002,U+2009,U+200B,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+202F,U+2030,U+2032,"
    "U+2033,U+2039,U+203A,U+2044,U+20AC,U+20A4,U+20B4,U+20B9,U+20BA,U+20BD,U+2116,U+2122,U+2212,U+2260,U+2264,U+2265"
)
# arrows, mathematics, boxes, shapes and dingbats
SIGNS = "U+2190-27BF,U+2B00-2BFF"
FACES = {
    "sans-regular": ("NotoSans-Regular", EUROPE),
    "sans-bold": ("NotoSans-Bold", EUROPE),
    "serif-regular": ("NotoSerif-Regular", EUROPE),
    "serif-bold": ("NotoSerif-Bold", EUROPE),
    "grotesk-regular": ("Roboto-Regular", EUROPE),
    "grotesk-bold": ("Roboto-Bold", EUROPE),
    "fallback-regular": ("NotoSans-Regular", "*"),
    "fallback-bold": ("NotoSans-Bold", "*"),
    "signs-regular": ("DejaVuSans", SIGNS),
    "signs-bold": ("DejaVuSans-Bold", SIGNS),
}
TARGET = pathlib.Path(__file__).parent.parent / "main/resources/nl/termijn/pdf/fonts"
MINUS = 0x2212


def add_minus(font):
    cmap = font.getBestCmap()
    if MINUS in cmap:
        return
    dash, figure = cmap[0x2013], cmap[ord("0")]
    width = font["hmtx"][figure][0]
    glyph = copy.deepcopy(font["glyf"][dash])
    box = glyph.xMax - glyph.xMin
    shift = (width - box) // 2 - glyph.xMin
    glyph.coordinates.translate((shift, 0))
    glyph.recalcBounds(font["glyf"])
    font.setGlyphOrder(font.getGlyphOrder() + ["minus"])
    font["glyf"]["minus"] = glyph
    font["hmtx"]["minus"] = (width, glyph.xMin)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[MINUS] = "minus"


def unicodes(text, font):
    return list(font.getBestCmap()) if text == "*" else subset.parse_unicodes(text.replace("U+", ""))


for name, (source, letters) in FACES.items():
    path = glob.glob(f"/usr/share/fonts/**/{source}.ttf", recursive=True)[0]
    font = TTFont(path)
    add_minus(font)
    options = subset.Options()
    options.hinting = False
    options.layout_closure = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "kern", "DSIG", "FFTM", "hdmx", "VDMX", "LTSH", "gasp", "meta", "STAT"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=unicodes(letters, font))
    cutter.subset(font)
    font.save(TARGET / f"{name}.ttf")
