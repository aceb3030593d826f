namespace ProcessSafety.PackageTests;

/// <summary>Programs whose processes mean to share something by its name.</summary>
internal static class SynchronizationPrograms
{
    /// <summary>Holds the service's mutex while a second process of the program asks for the tray's.</summary>
    public const string TwoProcesses = """
        using System;
        using System.Diagnostics;
        using App;

        if (args is ["second"])
        {
            Console.WriteLine($"the second process enters: {Tray.TryEnter()}");
            return;
        }

        using var gate = Service.Open();
        try
        {
            gate.WaitOne();
        }
        catch (System.Threading.AbandonedMutexException)
        {
        }

        try
        {
            using Process second = Process.Start(Environment.ProcessPath!, "second");
            if (!second.WaitForExit(20_000))
                second.Kill();
        }
        finally
        {
            gate.ReleaseMutex();
        }
        """;

    public const string Service = """
        using System.Threading;

        namespace App;

        /// <summary>Works, one process at a time.</summary>
        internal static class Service
        {
            public static Mutex Open() => new(initiallyOwned: false, @"Global\jobs");
        }
        """;

    public const string Tray = """
        using System.Threading;

        namespace App;

        internal static class Tray
        {
            /// <summary>Whether nobody works.</summary>
            private static readonly Mutex s_gate = new(initiallyOwned: false, "jobs");

            public static bool TryEnter()
            {
                try
                {
                    return s_gate.WaitOne(500);
                }
                catch (AbandonedMutexException)
                {
                    return true;
                }
            }
        }
        """;

    /// <summary>Four names that Unix does not have and CA1416 does not report, one opening that it does, and a mutex.</summary>
    public const string NamesOfWindows = """
        using System.IO;
        using System.IO.MemoryMappedFiles;
        using System.Threading;

        using var done = new EventWaitHandle(false, EventResetMode.AutoReset, "done");
        using var slots = new Semaphore(1, 1, "slots");
        using var table = MemoryMappedFile.CreateNew("table", 10);
        using var file = MemoryMappedFile.CreateFromFile("table", FileMode.Open, "file");
        using var again = EventWaitHandle.OpenExisting("again");
        using var gate = new Mutex(false, "gate");
        """;

    public const string PSAFE208 = """
        using System.IO;

        internal sealed class Chronicle
        {
            private readonly FileStream _log;

            public Chronicle(string path) => _log = new FileStream(path, FileMode.Append);

            ~Chronicle() => _log.Close();
        }
        """;

    public const string PSAFE310 = """
        using System;
        using System.IO;

        internal sealed class Claim : IDisposable
        {
            private readonly string _path = "claim.lock";
            private readonly FileStream _held;

            public Claim() => _held = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

            public void Dispose()
            {
                _held.Dispose();
                File.Delete(_path);
            }
        }
        """;

    public const string PSAFE311 = """
        using System.IO;

        internal static class Preferences
        {
            public static void Save(string path, string text)
            {
                string temporary = path + ".tmp";
                File.WriteAllText(temporary, text);
                if (File.Exists(path))
                    File.Delete(path);
                File.Move(temporary, path);
            }
        }
        """;

    public const string PSAFE313 = """
        using System;
        using System.Threading;

        internal static class Desk
        {
            public static void Run()
            {
                var mutex = new Mutex(true, @"Global\Consumer.Desk", out bool createdNew);
                try
                {
                    if (createdNew)
                        Console.WriteLine("first");
                }
                finally
                {
                    mutex.ReleaseMutex();
                }
            }
        }
        """;
}
