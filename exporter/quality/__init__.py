"""How well dumps are read: measured over a labelled set, in which people have said what each line is (docs/quality.md).

`truth` reads what they said, `scoring` compares one article with it, `measuring` does so for a whole set, `targets`
says what is demanded, `reporting` shows all of it to people and machines.
"""
