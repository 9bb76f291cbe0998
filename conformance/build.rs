//! Rebuilds the crate when a feature comes, goes or changes, as they are embedded.

fn main() {
    println!("cargo:rerun-if-changed=../features");
}
