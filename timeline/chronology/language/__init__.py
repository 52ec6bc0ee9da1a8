"""What a language's words do: sentences, clauses, what they state, and what their words are worth."""
