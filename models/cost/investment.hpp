// What an investment is worth to who makes it: net present value and payback of yearly cash.
//
//     NPV = sum over years t = 0 .. n of cash(t) / (1 + r)^t
//     cash(0) = -price; cash(t) = income (1 + g)^(t-1) - expenses, and assets whose life ends in year t < n are bought
//     again; in year n what remains of their lives is sold at its share of the price (straight line).
//
// Short, Packey and Holt, A manual for the economic evaluation of energy efficiency and renewable energy
// technologies, NREL/TP-462-5173, 1995, sections 3.1 (net present value) and 3.6 (simple payback).
#pragma once

#include <optional>
#include <vector>

#include "models/cost/capital.hpp"

namespace meridian {

// Over how many years, and how the income changes from one to the next (prices and volumes together).
struct InvestmentPlan {
    int years{10};
    double growth{0.0};  // per year, > -1
};

struct Investment {
    std::vector<Capital> assets;
    double income_cny{0.0};    // of the first year
    double expenses_cny{0.0};  // of each year, without capital
};

// By year, 0 .. plan.years. Precondition: plan.years >= 1.
[[nodiscard]] std::vector<double> yearly_cash(Investment const& of, InvestmentPlan const& plan);

[[nodiscard]] double net_present_value(std::vector<double> const& cash, double discount_rate);

// Years until the sum of the cash, not discounted, is back at zero and stays there; within a year by a straight
// line. Nothing: not within the plan.
[[nodiscard]] std::optional<double> payback_years(std::vector<double> const& cash);

}  // namespace meridian
