//! Shrinking: a failing list, with everything left out that the failure does not need.

/// An element of such a list.
pub trait Piece: Clone {
    /// The same in smaller pieces; itself where there are none.
    fn split(&self) -> Vec<Self>;
}

/// The smallest list found that still `fails`, starting from one that does.
pub fn shrink<T: Piece>(list: Vec<T>, fails: impl Fn(&[T]) -> bool) -> Vec<T> {
    let list = leave_out(list, &fails);
    let split: Vec<_> = list.iter().flat_map(Piece::split).collect();
    // In smaller pieces it may be another list.
    if fails(&split) { leave_out(split, &fails) } else { list }
}

/// Leaves out halves, quarters and so on, at last single elements until none can go.
fn leave_out<T: Clone>(mut list: Vec<T>, fails: &impl Fn(&[T]) -> bool) -> Vec<T> {
    let mut size = list.len();
    while size > 0 {
        let before = list.len();
        let mut start = 0;
        while start < list.len() {
            let end = (start + size).min(list.len());
            let without = [&list[..start], &list[end..]].concat();
            if fails(&without) {
                list = without;
            } else {
                start = end;
            }
        }
        size = if size == 1 && list.len() < before { 1 } else { size / 2 };
    }
    list
}
