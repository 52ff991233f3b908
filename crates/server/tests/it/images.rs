//! `/experiments/{id}/images` and `/blobs`.

use crate::server::Server;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use serde_json::{Value, json};
use std::io::Write;

/// A PNG of 3×2 pixels of one grey.
pub(crate) fn png(grey: u8) -> Vec<u8> {
    // Two rows of three pixels of three bytes, each after the number of its filter.
    let row = [&[0][..], &[grey; 9]].concat();
    png_of(&row.repeat(2))
}

/// A PNG of 3×2 pixels that unfold to these bytes.
fn png_of(pixels: &[u8]) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let header = [0, 0, 0, 3, 0, 0, 0, 2, 8, 2, 0, 0, 0];
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(pixels).unwrap();
    for (kind, data) in [
        (b"IHDR", &header[..]),
        (b"IDAT", &packed.finish().unwrap()),
        (b"IEND", &[]),
    ] {
        let mut checksum = flate2::Crc::new();
        checksum.update(kind);
        checksum.update(data);
        bytes.extend((data.len() as u32).to_be_bytes());
        bytes.extend(kind);
        bytes.extend(data);
        bytes.extend(checksum.sum().to_be_bytes());
    }
    bytes
}

/// A GIF of 5×4 pixels, which a decoder would find to be too few.
const GIF: &[u8] = b"GIF89a\x05\0\x04\0\0\0\0,\0\0\0\0\x05\0\x04\0\0\x02\x02D\x01\0;";
/// A WebP of 7×8 pixels.
const WEBP: &[u8] = b"RIFF\x15\0\0\0WEBPVP8L\x09\0\0\0\x2f\x06\xc0\x01\0\0\0\0\0";

async fn upload(server: &Server, path: &str, step: &str, bytes: &[u8]) -> Value {
    let fields = [("name", "samples"), ("step", step)];
    let images = format!("{path}/images");
    server.upload(&images, &fields, bytes).await.is(201)
}

async fn image(server: &Server, path: &str) -> Value {
    server.get(&format!("{path}/logs/samples")).await.is(200)
}

#[tokio::test]
async fn an_image_is_known_by_its_bytes() {
    let (server, path) = Server::with_experiment().await;
    for (name, bytes, media_type, width, height) in [
        ("png", png(0), "image/png", 3, 2),
        ("gif", GIF.to_vec(), "image/gif", 5, 4),
        ("webp", WEBP.to_vec(), "image/webp", 7, 8),
    ] {
        let answer = server
            .upload(&format!("{path}/images"), &[("name", name)], &bytes)
            .await;
        assert_eq!(
            answer.is(201),
            json!({"name": name, "type": "IMAGE", "version": 1})
        );
        let data = &server.get(&format!("{path}/logs/{name}")).await.is(200)["data"];
        assert_eq!(data["media_type"], media_type);
        assert_eq!(
            (&data["width"], &data["height"]),
            (&json!(width), &json!(height))
        );
        assert_eq!(data["size_bytes"], bytes.len());
        let blob = server
            .get(&format!(
                "/api/v1/blobs/{}",
                data["sha256"].as_str().unwrap()
            ))
            .await;
        assert_eq!(blob.status, 200);
        assert_eq!(blob.body, bytes);
        assert_eq!(blob.header("content-type"), media_type);
        assert_eq!(blob.header("content-length"), bytes.len().to_string());
        assert_eq!(blob.header("x-content-type-options"), "nosniff");
        assert!(blob.header("cache-control").contains("immutable"));
        assert!(blob.header("content-security-policy").contains("sandbox"));
    }
}

#[tokio::test]
async fn what_is_no_image_is_refused() {
    let (server, path) = Server::with_experiment().await;
    let images = format!("{path}/images");
    let name = [("name", "samples")];
    let no_pixels = {
        let mut bytes = png(0);
        bytes[16..20].fill(0);
        bytes
    };
    let refused: [&[u8]; 7] = [
        b"",
        b"<svg>",
        b"GIF89",
        b"GIF89a is a format of pictures",
        b"\x89PNG\r\n\x1a\nthis is not",
        &png(0)[..12],
        &no_pixels,
    ];
    for bytes in refused {
        let answer = server.upload(&images, &name, bytes).await;
        assert_eq!(
            answer.is_error(415, "unsupported_media_type").0.as_deref(),
            Some("file")
        );
    }
    server
        .upload(&images, &[], &png(0))
        .await
        .is_invalid("name: is missing");
    server
        .upload(&images, &[("name", "a"), ("step", "inf")], &png(0))
        .await
        .is_invalid("step: \"inf\" is no finite number");
    server
        .post(&images, &json!({}))
        .await
        .is_error(415, "unsupported_media_type");
    assert!(server.blob_files().is_empty());
    assert!(server.logs(&path, "").await.items.is_empty());
}

/// An upload that broke off was kept, and showed as a broken picture.
#[tokio::test]
async fn half_a_picture_is_refused() {
    let (server, path) = Server::with_experiment().await;
    let images = format!("{path}/images");
    let whole = png(0);
    for half in [&whole[..whole.len() - 5], &GIF[..26], &WEBP[..27]] {
        server
            .upload(&images, &[("name", "a")], half)
            .await
            .is_invalid("file: ends before the picture does");
    }
    // Each part is as it was written, and there are no pixels in it: such a one was taken.
    for pixels in [&[][..], &[0; 19]] {
        server
            .upload(&images, &[("name", "a")], &png_of(pixels))
            .await
            .is_invalid("file: has fewer pixels than it says");
    }
    let mut wide = png(0);
    wide[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    let mut checksum = flate2::Crc::new();
    checksum.update(&wide[12..29]);
    wide[29..33].copy_from_slice(&checksum.sum().to_be_bytes());
    server
        .upload(&images, &[("name", "a")], &wide)
        .await
        .is_invalid("file: has 65536 × 65536 pixels, which no browser shows");
    assert!(server.blob_files().is_empty());
    assert!(server.logs(&path, "").await.items.is_empty());
}

#[tokio::test]
async fn images_keep_entries_of_steps() {
    let (server, path) = Server::with_experiment().await;
    upload(&server, &path, "1", &png(1)).await;
    upload(&server, &path, "2", &png(2)).await;
    upload(&server, &path, "1", &png(3)).await;
    let log = image(&server, &path).await;
    let steps: Vec<_> = log["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| &e["step"])
        .collect();
    assert_eq!(steps.len(), 2);
    assert_eq!(log["data"], log["entries"][1]["data"]);
    // The bytes of what was replaced are gone.
    assert_eq!(server.blob_files().len(), 2);
}

#[tokio::test]
async fn bytes_stay_as_long_as_something_refers_to_them() {
    let (server, path) = Server::with_experiment().await;
    let other = server.experiment("p", "other").await;
    for experiment in [&path, &other] {
        upload(&server, experiment, "", &png(0)).await;
        server
            .upload(&format!("{experiment}/artifacts"), &[], &png(9))
            .await
            .is(201);
    }
    assert_eq!(server.blob_files().len(), 2);
    server.delete(&path).await.is(204);
    assert_eq!(server.blob_files().len(), 2);
    server
        .delete(&format!("{other}/logs/samples"))
        .await
        .is(204);
    assert_eq!(server.blob_files().len(), 1);
    server.delete("/api/v1/projects/p").await.is(204);
    assert!(server.blob_files().is_empty());
}

#[tokio::test]
async fn only_images_are_blobs() {
    let (server, path) = Server::with_experiment().await;
    let artifact = server
        .upload(&format!("{path}/artifacts"), &[], b"<script>")
        .await
        .is(201);
    let sha256 = artifact["sha256"].as_str().unwrap();
    for name in [sha256, "0000", "..%2F..%2Frunboard.db"] {
        server
            .get(&format!("/api/v1/blobs/{name}"))
            .await
            .is_error(404, "not_found");
    }
}

/// Between the look into the database and that for the file, both may go; it was a 500.
#[tokio::test]
async fn a_file_that_has_just_gone_is_not_there() {
    let (server, path) = Server::with_experiment().await;
    upload(&server, &path, "", &png(0)).await;
    let artifacts = format!("{path}/artifacts");
    let name = [("name", "a")];
    server.upload(&artifacts, &name, &png(1)).await.is(201);
    let image = image(&server, &path).await;
    std::fs::remove_dir_all(server.dir().join("blobs")).unwrap();
    let blob = format!(
        "/api/v1/blobs/{}",
        image["data"]["sha256"].as_str().unwrap()
    );
    for gone in [blob, format!("{artifacts}/a")] {
        server.get(&gone).await.is_error(404, "not_found");
    }
}
