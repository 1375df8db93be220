//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

/// What the command line asks for.
#[derive(Debug)]
pub(crate) struct Arguments {
    /// Port 0 takes a free one.
    pub(crate) listen: SocketAddr,
    /// Folder of static files.
    pub(crate) page: Option<PathBuf>,
}

impl Arguments {
    /// Reads `--listen ADDRESS` and `--page DIR`; anything else is a mistake, said in words.
    pub(crate) fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut arguments = Self { listen: SocketAddr::from(([127, 0, 0, 1], 0)), page: None };
        while let Some(option) = words.next() {
            let mut value = || words.next().ok_or(format!("{option} wants a value"));
            match option.as_str() {
                "--listen" => {
                    let address = value()?;
                    arguments.listen = address
                        .parse()
                        .map_err(|_| format!("{address} is no address, write 127.0.0.1:0"))?;
                }
                "--page" => arguments.page = Some(value()?.into()),
                _ => return Err(format!("{option}: there are --listen and --page only")),
            }
        }
        Ok(arguments)
    }
}
