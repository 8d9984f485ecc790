"""From findings to words: the sentences that page, report and store share."""
