//! Reads all evidence again and names what does not hold.
