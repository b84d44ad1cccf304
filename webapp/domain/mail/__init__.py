"""Mail to students: queued in the transaction of the act it tells of, sent later and outside any page.

A dead mail server therefore never breaks a page. Mails carry no name, photo, number or reason of a return:
who typed a wrong address tells a stranger nothing. They say that there is news, until when to act, and where.
"""
