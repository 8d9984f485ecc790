"""Networks that grade signs on photos: eczema signs, acne."""
