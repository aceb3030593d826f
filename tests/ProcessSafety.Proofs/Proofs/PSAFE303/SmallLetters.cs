// The prefix that makes a name global is written in small letters.
// form: plain
// hazard: exit 134, stderr Unhandled exception. System.IO.IOException
// fixed: exit 0, stdout made
using System;
using System.Threading;

internal static class Program
{
    private static void Main()
    {
        using Mutex mutex = new(initiallyOwned: false, @"global\ProcessSafety.Proof.Letters");
        Console.WriteLine("made");
    }
}
