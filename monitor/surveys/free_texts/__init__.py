"""What a client wants to say in their own words, and help at once where it is needed (R32, M-19).

Two optional texts after the last question, one for the caseworker and one for the municipality;
the safety net over them; and the button "I need help now" on every page of a client. What happens
is told to the packages above by signals: this package knows no worklist.
"""
