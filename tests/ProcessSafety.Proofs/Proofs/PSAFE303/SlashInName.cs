// A mutex is named after a part of the program, with a slash between the two words.
// form: plain
// hazard: exit 134, stderr Unhandled exception. System.IO.IOException
// fixed: exit 0, stdout made
using System;
using System.Threading;

internal static class Program
{
    private static void Main()
    {
        using Mutex mutex = new(initiallyOwned: false, @"Global\ProcessSafety/Proof");
        Console.WriteLine("made");
    }
}
