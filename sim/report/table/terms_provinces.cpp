#include <array>

#include "sim/report/table/term_tables.hpp"

namespace meridian::report {
namespace {

constexpr std::array provinces_terms{
    GlossaryTerm{"Anhui", "Anhui", "安徽"},
    GlossaryTerm{"Beijing", "Beijing", "北京"},
    GlossaryTerm{"Chongqing", "Chongqing", "重庆"},
    GlossaryTerm{"Fujian", "Fujian", "福建"},
    GlossaryTerm{"Gansu", "Gansu", "甘肃"},
    GlossaryTerm{"Guangdong", "Guangdong", "广东"},
    GlossaryTerm{"Guangxi", "Guangxi", "广西"},
    GlossaryTerm{"Guizhou", "Guizhou", "贵州"},
    GlossaryTerm{"Hainan", "Hainan", "海南"},
    GlossaryTerm{"Hebei", "Hebei", "河北"},
    GlossaryTerm{"Heilongjiang", "Heilongjiang", "黑龙江"},
    GlossaryTerm{"Henan", "Henan", "河南"},
    GlossaryTerm{"HongKong", "Hong Kong", "香港"},
    GlossaryTerm{"Hubei", "Hubei", "湖北"},
    GlossaryTerm{"Hunan", "Hunan", "湖南"},
    GlossaryTerm{"InnerMongolia", "Inner Mongolia", "内蒙古"},
    GlossaryTerm{"Jiangsu", "Jiangsu", "江苏"},
    GlossaryTerm{"Jiangxi", "Jiangxi", "江西"},
    GlossaryTerm{"Jilin", "Jilin", "吉林"},
    GlossaryTerm{"Liaoning", "Liaoning", "辽宁"},
    GlossaryTerm{"Macau", "Macau", "澳门"},
    GlossaryTerm{"Ningxia", "Ningxia", "宁夏"},
    GlossaryTerm{"Qinghai", "Qinghai", "青海"},
    GlossaryTerm{"Shaanxi", "Shaanxi", "陕西"},
    GlossaryTerm{"Shandong", "Shandong", "山东"},
    GlossaryTerm{"Shanghai", "Shanghai", "上海"},
    GlossaryTerm{"Shanxi", "Shanxi", "山西"},
    GlossaryTerm{"Sichuan", "Sichuan", "四川"},
    GlossaryTerm{"Taiwan", "Taiwan", "台湾"},
    GlossaryTerm{"Tianjin", "Tianjin", "天津"},
    GlossaryTerm{"Tibet", "Tibet", "西藏"},
    GlossaryTerm{"Xinjiang", "Xinjiang", "新疆"},
    GlossaryTerm{"Yunnan", "Yunnan", "云南"},
    GlossaryTerm{"Zhejiang", "Zhejiang", "浙江"},
};

}  // namespace

std::span<GlossaryTerm const> terms_of_provinces() {
    return provinces_terms;
}

}  // namespace meridian::report
