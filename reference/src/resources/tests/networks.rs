//! Neutron's types.
