//! Names of companies that do not exist, in English and Chinese.

use serde::Serialize;

/// So many are different.
pub(crate) const MOST_NAMES: u64 = (HEADS.len() * TAILS.len()) as u64;

const HEADS: [(&str, &str); 40] = [
    ("Amber", "琥珀"),
    ("Azure", "蔚蓝"),
    ("Birch", "白桦"),
    ("Bright", "明辉"),
    ("Bronze", "青铜"),
    ("Cedar", "雪松"),
    ("Cloud", "云海"),
    ("Coral", "珊瑚"),
    ("Crane", "仙鹤"),
    ("Crystal", "水晶"),
    ("Dawn", "晨曦"),
    ("Delta", "三江"),
    ("Eagle", "雄鹰"),
    ("East", "东方"),
    ("Ember", "星火"),
    ("Falcon", "飞隼"),
    ("Forest", "林海"),
    ("Garnet", "石榴"),
    ("Golden", "金辉"),
    ("Granite", "磐石"),
    ("Harbor", "海港"),
    ("Harvest", "丰收"),
    ("Heron", "白鹭"),
    ("Horizon", "天际"),
    ("Island", "绿岛"),
    ("Jade", "翡翠"),
    ("Lotus", "青莲"),
    ("Maple", "红枫"),
    ("Meadow", "原野"),
    ("Mercury", "流星"),
    ("North", "北辰"),
    ("Ocean", "远洋"),
    ("Orchid", "兰香"),
    ("Pearl", "明珠"),
    ("Phoenix", "凤凰"),
    ("River", "长河"),
    ("Silver", "银泰"),
    ("Summit", "峰顶"),
    ("Valley", "幽谷"),
    ("Willow", "杨柳"),
];
const TAILS: [(&str, &str); 25] = [
    ("Airlines", "航空"),
    ("Bank", "银行"),
    ("Batteries", "电池"),
    ("Biotech", "生物"),
    ("Cement", "水泥"),
    ("Chemicals", "化工"),
    ("Chips", "芯片"),
    ("Dairy", "乳业"),
    ("Energy", "能源"),
    ("Foods", "食品"),
    ("Glass", "玻璃"),
    ("Insurance", "保险"),
    ("Logistics", "物流"),
    ("Media", "传媒"),
    ("Mining", "矿业"),
    ("Motors", "汽车"),
    ("Networks", "网络"),
    ("Optics", "光学"),
    ("Paper", "纸业"),
    ("Pharma", "医药"),
    ("Power", "电力"),
    ("Robotics", "机器人"),
    ("Shipping", "航运"),
    ("Software", "软件"),
    ("Steel", "钢铁"),
];

#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Name {
    pub(crate) en: String,
    pub(crate) zh: String,
}

impl Name {
    /// The name of number `index`.
    pub(super) fn new(index: usize) -> Self {
        // Neighbours differ in both halves.
        let tail = index % TAILS.len();
        let head = (index / TAILS.len() + tail * 7) % HEADS.len();
        let (head, tail) = (HEADS[head], TAILS[tail]);
        Self { en: format!("{} {}", head.0, tail.0), zh: format!("{}{}", head.1, tail.1) }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_name_is_its_own_in_both_languages() {
        let names: Vec<_> = (0..MOST_NAMES as usize).map(Name::new).collect();
        let en: BTreeSet<_> = names.iter().map(|name| &name.en).collect();
        let zh: BTreeSet<_> = names.iter().map(|name| &name.zh).collect();
        assert_eq!((en.len(), zh.len()), (names.len(), names.len()));
    }
}
