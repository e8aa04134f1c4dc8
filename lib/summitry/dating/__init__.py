"""When was this article published? The evidence, ordered by trust, combined; and a sentence that names it."""

from summitry.dating.publication import Dating, date_article
