//! The cabinet bylaw of 1401/11/12 on job-placement offices (دفاتر کاریابی).
