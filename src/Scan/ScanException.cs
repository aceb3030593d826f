using System;

namespace ProcessSafety.Scan;

/// <summary>The tool cannot do what it was asked to do; the message says to a user why, and what to do.</summary>
internal sealed class ScanException(string message) : Exception(message);
