"""The report: notebooks run by papermill on tables that were parsed once, and the folder of pages made of them.

Begin with ``build.write_report``; ``pairs`` makes several reports from the same articles.
"""
