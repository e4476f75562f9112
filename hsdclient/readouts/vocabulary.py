"""The words that reading goes by: abbreviations, words that begin a sentence, words that tell nothing, Kruti Dev's
commonest.

Lists only; each room says what its list is for.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words("""
dr mr mrs ms mx prof shri sri sh smt km kum hon amb gen lt col maj brig capt cdr cmdr adm sen rep gov messrs st
dy addl jt asst spl supt insp e.g i.e viz cf vs v approx ca incl esp m/s डॉ प्रो श्री सुश्री कु क्र सं पं मो
""")
"""A sentence never ends with these and a full stop."""

NUMBERED = _words("""
no nos art arts sec secs para paras cl ch vol fig p pp ref res ser sl item annex
""")
"""With a number behind them they go on."""

STARTERS = _words("""
the this these those they there it its in on at by for from with to both each he she we our a an as after before
during while since under further furthermore moreover additionally also such all either neither no if when
however therefore he’s it’s i
""")
"""Words that begin a sentence; behind an abbreviation that may also stand within one, only they do."""

WITHIN = _words("""
etc inc ltd co corp govt dept pvt jr sr al jan feb mar apr jun jul aug sep sept oct nov dec rs रु
""")
"""Abbreviations that may stand at the end of a sentence or within one."""

EMPTY = _words("""
the a an of to in on for and or with by from at as is are was were be been this that these those its their his
her our it they two both sides side countries country agreed agree agrees reaffirmed reaffirm reiterated
committed commitment discussed noted welcomed decided will would shall also further including के की का को में से
ने पर और एवं तथा है हैं था थे थी दोनों पक्षों पक्ष देशों सहमत सहमति व्यक्त किया की गई गया हुए हुई करने
""")
"""What readouts say around the matter itself."""

KRUTIDEV = _words("""
ds dk dh dks esa ls gS gSa gSA gSaA vkSj ,oa us ij ds fd ;g ;s og rFkk fd;k djus djuk djrs fy, fy;k x;k x;h xbZ
tks rks Hkh ugha fdlh nksuksa lkFk ckn vius vkt }kjk Hkkjr ljdkj jkT; ea=ky; vkijkf/kd lqj{kk lacaf/kr lEca/k rd
bl ml dj gks gksus gksxk gksrk Fkk Fks Fkh ;fn vU; lHkh dqN ,d nks rhu izfr vuqlkj varxZr fnYyh
""")
"""The commonest words of Hindi as Kruti Dev 010 writes them."""
