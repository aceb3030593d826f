using System;
using System.Collections;
using System.IO;
using System.Reflection;
using ProcessSafety.Mutants.Product;

namespace ProcessSafety.Mutants.Tests;

/// <summary>In the child, what the instrumented product noted.</summary>
internal sealed class Probe
{
    private readonly bool[] _entered;
    private readonly string?[] _owners;

    public Probe()
    {
        Type probe = Assembly.Load("ProcessSafety.Analyzers").GetType(Instrumentation.Probe, throwOnError: true)!;
        _entered = (bool[])probe.GetField("Entered")!.GetValue(null)!;
        _owners = (string?[])probe.GetField("Owners")!.GetValue(null)!;
    }

    public void Reset() => Array.Clear(_entered);

    /// <summary>One bit for each member, as text.</summary>
    public string Entered()
    {
        byte[] bits = new byte[(_entered.Length + 7) / 8];
        new BitArray(_entered).CopyTo(bits, 0);
        return Convert.ToBase64String(bits);
    }

    public void WriteOwners(TextWriter output)
    {
        for (int id = 0; id < _owners.Length; id++)
        {
            if (_owners[id] is { } owner)
            {
                output.WriteLine($"O\t{id}\t{owner}");
                _owners[id] = null;
            }
        }
    }
}
