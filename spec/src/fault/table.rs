//! The macro that turns rows of the fault table into constructors.

/// Declares rows: documentation, name and arguments, fault type, message.
///
/// For each row there is a function of that name that makes the [`Fault`](super::Fault); the
/// slice `ROWS` holds them all.
macro_rules! fault_rows {
    ($($(#[doc = $about:literal])+ $id:ident($($argument:ident),*) = $error_type:ident, $message:literal;)*) => {
        $(
            $(#[doc = $about])+
            pub fn $id($($argument: impl std::fmt::Display),*) -> $crate::fault::Fault {
                $crate::fault::Fault::new(stringify!($id), stringify!($error_type), format!($message))
            }
        )*

        /// The rows of this part of the table.
        pub(super) const ROWS: &[$crate::fault::FaultRow] = &[
            $($crate::fault::FaultRow {
                id: stringify!($id),
                error_type: stringify!($error_type),
                message: $message,
                about: concat!($($about),+),
            },)*
        ];
    };
}

pub(super) use fault_rows;
