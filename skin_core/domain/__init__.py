"""What SkinDesk talks about: frozen dataclasses and enums, standard library only."""
