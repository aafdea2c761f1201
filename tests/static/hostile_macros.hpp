// The umbrella as it is met after a header such as windows.h. The standard headers come first: they are not ours to
// test.
#pragma once

#include <bits/stdc++.h>

#define min(a, b) (((a) < (b)) ? (a) : (b))
#define max(a, b) (((a) > (b)) ? (a) : (b))
#define small char
#define near
#define far

#include <kohort/kohort.hpp>

#undef min
#undef max
#undef small
#undef near
#undef far
