// Main lists the lost handles while a finalizer adds one: the enumeration throws and the process dies.
// form: used again
// hazard: exit 134, stderr Unhandled exception. System.InvalidOperationException: Collection was modified
// fixed: exit 0, stdout listed, stdout 2 lost

using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

LoseHandle("first");
GC.Collect();
GC.WaitForPendingFinalizers();

foreach (string name in LostHandles.Names)
{
    Console.WriteLine($"{name} was lost");
    LoseHandle("second");
    GC.Collect();
    GC.WaitForPendingFinalizers();
}

Console.WriteLine("listed");
Console.WriteLine($"{LostHandles.Names.Count} lost");

[MethodImpl(MethodImplOptions.NoInlining)]
static void LoseHandle(string name) => _ = new NativeHandle(name);

internal static class LostHandles
{
    internal static readonly Queue<string> Names = new();
}

internal sealed class NativeHandle(string name)
{
    private readonly string _name = name;

    ~NativeHandle() => LostHandles.Names.Enqueue(_name);
}
