"""The article read without a question: its pages, the commands that open them, the quiz."""
