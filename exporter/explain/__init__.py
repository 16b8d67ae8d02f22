"""What each line of a dump became and why, then the article.

`records` explains a dump, `stored` an article of the store, `people` shows either, `command` is the door. Nothing is
imported here: every command of the program comes through this package.
"""
