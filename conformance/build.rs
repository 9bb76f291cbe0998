//! Rebuilds the crate when a feature or a violation comes, goes or changes, as they are embedded.

fn main() {
    println!("cargo:rerun-if-changed=../features");
    println!("cargo:rerun-if-changed=violations");
}
