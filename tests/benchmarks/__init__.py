"""The benchmarks themselves: that they run and ask every engine the same; what they measure is no test's business."""
