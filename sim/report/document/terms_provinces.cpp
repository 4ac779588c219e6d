#include <array>

#include "sim/report/document/term_tables.hpp"

namespace meridian::report {
namespace {

constexpr std::array all{
    Term{"Anhui", "Anhui", "安徽"},
    Term{"Beijing", "Beijing", "北京"},
    Term{"Chongqing", "Chongqing", "重庆"},
    Term{"Fujian", "Fujian", "福建"},
    Term{"Gansu", "Gansu", "甘肃"},
    Term{"Guangdong", "Guangdong", "广东"},
    Term{"Guangxi", "Guangxi", "广西"},
    Term{"Guizhou", "Guizhou", "贵州"},
    Term{"Hainan", "Hainan", "海南"},
    Term{"Hebei", "Hebei", "河北"},
    Term{"Heilongjiang", "Heilongjiang", "黑龙江"},
    Term{"Henan", "Henan", "河南"},
    Term{"HongKong", "Hong Kong", "香港"},
    Term{"Hubei", "Hubei", "湖北"},
    Term{"Hunan", "Hunan", "湖南"},
    Term{"InnerMongolia", "Inner Mongolia", "内蒙古"},
    Term{"Jiangsu", "Jiangsu", "江苏"},
    Term{"Jiangxi", "Jiangxi", "江西"},
    Term{"Jilin", "Jilin", "吉林"},
    Term{"Liaoning", "Liaoning", "辽宁"},
    Term{"Macau", "Macau", "澳门"},
    Term{"Ningxia", "Ningxia", "宁夏"},
    Term{"Qinghai", "Qinghai", "青海"},
    Term{"Shaanxi", "Shaanxi", "陕西"},
    Term{"Shandong", "Shandong", "山东"},
    Term{"Shanghai", "Shanghai", "上海"},
    Term{"Shanxi", "Shanxi", "山西"},
    Term{"Sichuan", "Sichuan", "四川"},
    Term{"Taiwan", "Taiwan", "台湾"},
    Term{"Tianjin", "Tianjin", "天津"},
    Term{"Tibet", "Tibet", "西藏"},
    Term{"Xinjiang", "Xinjiang", "新疆"},
    Term{"Yunnan", "Yunnan", "云南"},
    Term{"Zhejiang", "Zhejiang", "浙江"},
};

}  // namespace

std::span<Term const> terms_of_provinces() {
    return all;
}

}  // namespace meridian::report
