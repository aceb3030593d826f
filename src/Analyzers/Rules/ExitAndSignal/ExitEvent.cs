namespace ProcessSafety.Analyzers.ExitAndSignal;

/// <summary>What tells a process that it ends, or asks it to.</summary>
internal enum ExitEvent
{
    /// <summary>AppDomain.ProcessExit.</summary>
    ProcessExit,

    /// <summary>AppDomain.DomainUnload, on .NET Framework.</summary>
    DomainUnload,

    /// <summary>AssemblyLoadContext.Default.Unloading.</summary>
    Unloading,

    /// <summary>Console.CancelKeyPress.</summary>
    CancelKeyPress,

    /// <summary>A handler of PosixSignalRegistration.Create.</summary>
    Signal,
}

/// <summary>Signals by the values of PosixSignal.</summary>
internal static class Signal
{
    public const int Hangup = -1;
    public const int Interrupt = -2;
    public const int Quit = -3;
    public const int Terminate = -4;

    /// <summary>True for a signal that ends the process when no handler cancels it.</summary>
    public static bool Ends(int signal) => signal is Hangup or Interrupt or Quit or Terminate;
}
