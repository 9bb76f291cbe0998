//! Bundles of runs, made and looked into by the real program.

mod support;

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;

use serde_json::Value;
use ssh_key::{Algorithm, LineEnding, PrivateKey};
use support::program::{Outcome, Surroundings};
use support::stub::{Flaw, Stub, TOKEN};

/// A run that found a violation, in a bundle.
async fn bundled(more: &[&str]) -> Surroundings {
    let stub = Stub::start(Flaw::Creates200).await;
    let here = Surroundings::new();
    assert_eq!(here.judge(&stub.endpoint(), &[]).code, Some(1));
    for name in ["vendor", "other"] {
        let key = PrivateKey::random(&mut ssh_key::rand_core::OsRng, Algorithm::Ed25519);
        let key = key.expect("a key");
        let text = key.to_openssh(LineEnding::LF).expect("a text");
        here.write(name, &text);
        let text = key.public_key().to_openssh().expect("a text");
        here.write(&format!("{name}.pub"), &text);
    }
    let mut arguments = vec!["bundle", "--output", "run.tar.gz"];
    arguments.extend(more);
    let made = here.run(&arguments);
    assert_eq!((made.code, made.err.as_str()), (Some(0), ""));
    here
}

fn verified(here: &Surroundings, more: &[&str]) -> Outcome {
    let mut arguments = vec!["verify-bundle", "run.tar.gz"];
    arguments.extend(more);
    here.run(&arguments)
}

type Files = BTreeMap<String, Vec<u8>>;

fn unpacked(here: &Surroundings) -> Files {
    let file = std::fs::File::open(here.path().join("run.tar.gz")).expect("the bundle");
    let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(file));
    let mut files = Files::new();
    for entry in archive.entries().expect("entries") {
        let mut entry = entry.expect("an entry");
        let mut content = Vec::new();
        entry.read_to_end(&mut content).expect("its content");
        let name = entry.path().expect("its name").display().to_string();
        files.insert(name, content);
    }
    files
}

fn pack(here: &Surroundings, files: &Files) {
    let file = std::fs::File::create(here.path().join("run.tar.gz")).expect("the bundle");
    let gzip = flate2::write::GzEncoder::new(file, flate2::Compression::fast());
    let mut archive = tar::Builder::new(gzip);
    for (name, content) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        archive
            .append_data(&mut header, name, content.as_slice())
            .expect("written");
    }
    let gzip = archive.into_inner().expect("written");
    gzip.finish().expect("written");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bundle_is_what_its_run_wrote() {
    let here = bundled(&["--key", "vendor", "--reproduce", "Heat 27, run --seed 7"]).await;
    let files = unpacked(&here);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "events.jsonl",
            "junit.xml",
            "manifest.json",
            "manifest.json.sig",
            "report.html",
            "report.json",
            "report.md"
        ]
    );
    assert_eq!(
        files["report.json"],
        std::fs::read(here.path().join("report.json")).expect("the report")
    );
    let everything: Vec<u8> = files.values().flatten().copied().collect();
    assert!(!String::from_utf8_lossy(&everything).contains(TOKEN));
    let manifest: Value = serde_json::from_slice(&files["manifest.json"]).expect("a manifest");
    assert_eq!(manifest["exit_code"], 1);
    let seen = verified(&here, &["--signer", "other.pub", "--signer", "vendor.pub"]);
    assert_eq!(seen.code, Some(0), "{seen:?}");
    for line in [
        "ok      5 files are as the manifest says",
        "ok      it is signed by SHA256:",
        "ok      the reports are what the events give",
        "unknown it was judged by features of ",
        "to repeat it: Heat 27, run --seed 7",
    ] {
        assert!(seen.out.contains(line), "{line}: {}", seen.out);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_counts_only_if_it_is_the_one_that_is_expected() {
    let here = bundled(&["--key", "vendor"]).await;
    let seen = verified(&here, &[]);
    assert_eq!(seen.code, Some(0), "{seen:?}");
    assert!(seen.out.contains("unknown it is signed by SHA256:"));
    let seen = verified(&here, &["--signer", "other.pub"]);
    assert_eq!(seen.code, Some(1), "{seen:?}");
    assert!(seen.out.contains("BROKEN  it is signed by SHA256:"));
    let mut files = unpacked(&here);
    let manifest = String::from_utf8(files["manifest.json"].clone()).expect("a text");
    let forged = manifest.replace("\"exit_code\": 1", "\"exit_code\": 0");
    assert_ne!(manifest, forged);
    files.insert("manifest.json".to_owned(), forged.into_bytes());
    pack(&here, &files);
    let seen = verified(&here, &[]);
    assert_eq!(seen.code, Some(1), "{seen:?}");
    assert!(seen.out.contains("BROKEN  the signature does not hold"));
    files.remove("manifest.json.sig");
    pack(&here, &files);
    let seen = verified(&here, &["--signer", "vendor.pub"]);
    assert!(seen.out.contains("BROKEN  nobody signed it"), "{seen:?}");
    assert!(
        seen.out.contains("something else than manifest.json"),
        "{seen:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_edited_is_noticed_without_a_signature() {
    let here = bundled(&[]).await;
    assert_eq!(verified(&here, &[]).code, Some(0));
    let original = unpacked(&here);
    let mut files = original.clone();
    let report = String::from_utf8(files["report.json"].clone()).expect("a text");
    let better = report.replace("\"fail\"", "\"pass\"");
    assert_ne!(report, better);
    files.insert("report.json".to_owned(), better.clone().into_bytes());
    pack(&here, &files);
    let seen = verified(&here, &[]);
    assert_eq!(seen.code, Some(1));
    assert!(seen.out.contains("report.json was changed"), "{seen:?}");
    // Whoever makes the manifest fit is found out by the evidence.
    let mut manifest: Value = serde_json::from_slice(&files["manifest.json"]).expect("JSON");
    for file in manifest["files"].as_array_mut().expect("a list") {
        if file["name"] == "report.json" {
            file["sha256"] = heat_spec::digest::of_bytes(&better).into();
            file["bytes"] = better.len().into();
        }
    }
    let mut text = serde_json::to_string_pretty(&manifest).expect("JSON");
    text.push('\n');
    files.insert("manifest.json".to_owned(), text.into_bytes());
    pack(&here, &files);
    let seen = verified(&here, &[]);
    assert_eq!(seen.code, Some(1));
    assert!(
        seen.out
            .contains("BROKEN  the events give something else than report.json:"),
        "{seen:?}"
    );
    for (name, content, told) in [
        ("junit.xml", None, "junit.xml is missing"),
        (
            "notes.txt",
            Some(&b"?"[..]),
            "notes.txt is not in the manifest",
        ),
    ] {
        let mut files = original.clone();
        match content {
            Some(content) => files.insert(name.to_owned(), content.to_vec()),
            None => files.remove(name),
        };
        pack(&here, &files);
        let seen = verified(&here, &[]);
        assert_eq!(seen.code, Some(1));
        assert!(seen.out.contains(told), "{seen:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_bundle_or_no_key_is_a_mistake_of_the_command_line() {
    let here = bundled(&[]).await;
    here.write("text", "no archive");
    for (arguments, told) in [
        (vec!["verify-bundle", "none"], "cannot read none"),
        (vec!["verify-bundle", "text"], "text is no bundle"),
        (
            vec!["verify-bundle", "run.tar.gz", "--signer", "text"],
            "text has no Ed25519 key",
        ),
        (
            vec!["bundle", "--output", "x", "--key", "vendor.pub"],
            "vendor.pub has no Ed25519 key",
        ),
        (vec!["bundle", "ffffffff", "--output", "x"], "no events"),
        (vec!["bundle", "--output", "none/x"], "cannot write none/x"),
    ] {
        let seen = here.run(&arguments);
        assert_eq!(seen.code, Some(2), "{arguments:?} {seen:?}");
        assert!(seen.err.contains(told), "{arguments:?} {seen:?}");
    }
    assert!(!Path::new(&here.path().join("x")).exists());
    let mut files = unpacked(&here);
    files.remove("manifest.json");
    pack(&here, &files);
    let seen = verified(&here, &[]);
    assert_eq!(seen.code, Some(2), "{seen:?}");
    assert!(seen.err.contains("it has no manifest.json"), "{seen:?}");
}
