"""What follows an answer: agencies asked, plans, advocates; how an enquiry ends, and who hears."""
