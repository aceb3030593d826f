using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProcessSafety.Analyzers.Knowledge;

/// <summary>
/// Types that rules know, by metadata name. Symbols are compared by that name and not by identity, so that a polyfill
/// or a type that two references declare still counts.
/// </summary>
internal static class KnownTypes
{
    public const string AppDomain = "System.AppDomain";
    public const string ApplicationException = "System.ApplicationException";
    public const string AssemblyLoadContext = "System.Runtime.Loader.AssemblyLoadContext";
    public const string AsyncLocal = "System.Threading.AsyncLocal`1";
    public const string CancellationToken = "System.Threading.CancellationToken";
    public const string CancellationTokenSource = "System.Threading.CancellationTokenSource";
    public const string ConditionalAttribute = "System.Diagnostics.ConditionalAttribute";
    public const string Console = "System.Console";
    public const string ConsoleCancelEventArgs = "System.ConsoleCancelEventArgs";
    public const string CountdownEvent = "System.Threading.CountdownEvent";
    public const string CriticalHandle = "System.Runtime.InteropServices.CriticalHandle";
    public const string CultureInfo = "System.Globalization.CultureInfo";
    public const string Directory = "System.IO.Directory";
    public const string Environment = "System.Environment";
    public const string EventWaitHandle = "System.Threading.EventWaitHandle";
    public const string Exception = "System.Exception";
    public const string File = "System.IO.File";
    public const string FileSystemInfo = "System.IO.FileSystemInfo";
    public const string GarbageCollector = "System.GC";
    public const string Interlocked = "System.Threading.Interlocked";
    public const string Lazy = "System.Lazy`1";
    public const string Lock = "System.Threading.Lock";
    public const string ManualResetEventSlim = "System.Threading.ManualResetEventSlim";
    public const string MemoryMappedFile = "System.IO.MemoryMappedFiles.MemoryMappedFile";
    public const string Monitor = "System.Threading.Monitor";
    public const string Mutex = "System.Threading.Mutex";
    public const string PosixSignalContext = "System.Runtime.InteropServices.PosixSignalContext";
    public const string PosixSignalRegistration = "System.Runtime.InteropServices.PosixSignalRegistration";
    public const string Process = "System.Diagnostics.Process";
    public const string ProcessStartInfo = "System.Diagnostics.ProcessStartInfo";
    public const string ReaderWriterLock = "System.Threading.ReaderWriterLock";
    public const string ReaderWriterLockSlim = "System.Threading.ReaderWriterLockSlim";
    public const string SafeHandle = "System.Runtime.InteropServices.SafeHandle";
    public const string Semaphore = "System.Threading.Semaphore";
    public const string SemaphoreSlim = "System.Threading.SemaphoreSlim";
    public const string SpinLock = "System.Threading.SpinLock";
    public const string SpinWait = "System.Threading.SpinWait";
    public const string SynchronizationLockException = "System.Threading.SynchronizationLockException";
    public const string SystemException = "System.SystemException";
    public const string Task = "System.Threading.Tasks.Task";
    public const string TaskCompletionSource = "System.Threading.Tasks.TaskCompletionSource";
    public const string TaskCompletionSourceOfT = "System.Threading.Tasks.TaskCompletionSource`1";
    public const string TaskCreationOptions = "System.Threading.Tasks.TaskCreationOptions";
    public const string Thread = "System.Threading.Thread";
    public const string ThreadLocal = "System.Threading.ThreadLocal`1";
    public const string ThreadStaticAttribute = "System.ThreadStaticAttribute";
    public const string Timeout = "System.Threading.Timeout";
    public const string TimeSpan = "System.TimeSpan";
    public const string ValueTask = "System.Threading.Tasks.ValueTask";
    public const string ValueTaskOfT = "System.Threading.Tasks.ValueTask`1";
    public const string Unsafe = "System.Runtime.CompilerServices.Unsafe";
    public const string Volatile = "System.Threading.Volatile";

    /// <summary>Types whose members hand out an object that has nothing to do with who owns the holder.</summary>
    public static readonly ImmutableArray<string> Holders = ImmutableArray.Create(
        "System.Runtime.InteropServices.GCHandle",
        AsyncLocal,
        ThreadLocal,
        "System.WeakReference",
        "System.WeakReference`1");

    /// <summary>Collections that break when two threads use them and one of them writes.</summary>
    public static readonly ImmutableArray<string> UnsynchronizedCollections = ImmutableArray.Create(
        "System.Collections.Generic.Dictionary`2",
        "System.Collections.Generic.HashSet`1",
        "System.Collections.Generic.LinkedList`1",
        "System.Collections.Generic.List`1",
        "System.Collections.Generic.PriorityQueue`2",
        "System.Collections.Generic.Queue`1",
        "System.Collections.Generic.SortedDictionary`2",
        "System.Collections.Generic.SortedList`2",
        "System.Collections.Generic.SortedSet`1",
        "System.Collections.Generic.Stack`1",
        "System.Collections.ArrayList",
        "System.Collections.Queue",
        "System.Collections.SortedList",
        "System.Collections.Stack");

    /// <summary>True when the symbol is the type of that metadata name (`System.Outer+Nested`1`), constructed or not.</summary>
    public static bool Is(this ISymbol? symbol, string metadataName)
    {
        int end = metadataName.Length;
        for (ISymbol? part = symbol as INamedTypeSymbol; part is not null; part = part.ContainingSymbol)
        {
            string name = part.MetadataName;
            int start = end - name.Length;
            if (start < 0 || string.CompareOrdinal(metadataName, start, name, 0, name.Length) != 0)
            {
                return false;
            }

            if (part.ContainingSymbol is null or INamespaceSymbol { IsGlobalNamespace: true })
            {
                return start == 0;
            }

            char separator = part.ContainingType is null ? '.' : '+';
            if (start == 0 || metadataName[start - 1] != separator)
            {
                return false;
            }

            end = start - 1;
        }

        return false;
    }

    /// <summary>True for a weak reference, a value of one thread and their like.</summary>
    public static bool HidesItsTarget(ITypeSymbol type)
    {
        foreach (string holder in Holders)
        {
            if (type.Is(holder))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when the type or one of its base types has that metadata name.</summary>
    public static bool IsOrDerivesFrom(this ITypeSymbol? type, string metadataName)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.Is(metadataName))
            {
                return true;
            }
        }

        return false;
    }

    public static bool HasAttribute(this ISymbol symbol, string metadataName)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass.Is(metadataName))
            {
                return true;
            }
        }

        return false;
    }
}
