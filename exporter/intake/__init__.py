"""The first half of a run: what sources give is read, normalised and taken into the store.

scanning     what a source gives that is not as it was
preparation  from dumps to what they give; needs no store, so that workers can do it
streaming    the same of a dump that is too large to be held, slice by slice
storing      what they give is compared with what is stored, and kept
renewing     what is stored already, under rules that have changed
taking       all of it, source by source
"""

from exporter.intake.current import Current
from exporter.intake.renewing import renew
from exporter.intake.taking import readings, take_in

__all__ = ["Current", "readings", "renew", "take_in"]
