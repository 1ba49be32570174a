"""Whether the record is whole: read, folded, compared; made anew from its entries, or gone on
without what was lost.
"""
