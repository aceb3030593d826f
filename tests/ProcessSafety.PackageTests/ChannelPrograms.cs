namespace ProcessSafety.PackageTests;

/// <summary>Programs that hold exactly one hazard of the channels family each.</summary>
internal static class ChannelPrograms
{
    public const string PSAFE731 = """
        using System;
        using System.IO;
        using System.IO.Pipes;

        namespace Loops;

        public static class Feed
        {
            public static void Show(NamedPipeServerStream pipe)
            {
                using var reader = new StreamReader(pipe);
                while (pipe.IsConnected)
                {
                    string? line = reader.ReadLine();
                    Console.WriteLine(line);
                }
            }
        }
        """;

    public const string PSAFE733 = """
        using System.IO.Pipes;

        namespace Hosts;

        public static class Client
        {
            public static NamedPipeClientStream Open() => new NamedPipeClientStream("localhost", "app.jobs");
        }
        """;

    public const string PSAFE734 = """
        using System;
        using System.IO;
        using System.IO.Pipes;

        namespace Readers;

        public static class Header
        {
            public static void Show(NamedPipeClientStream pipe)
            {
                for (int i = 0; i < 4; i++)
                {
                    var reader = new StreamReader(pipe);
                    Console.WriteLine(reader.ReadLine());
                }
            }
        }
        """;

    public const string PSAFE735 = """
        using System.IO;
        using System.IO.Pipes;

        namespace Questions;

        public static class Client
        {
            public static string? Ask(NamedPipeClientStream pipe, string question)
            {
                var reader = new StreamReader(pipe);
                var writer = new StreamWriter(pipe);
                writer.WriteLine(question);
                return reader.ReadLine();
            }
        }
        """;

    public const string PSAFE736 = """
        using System;
        using System.IO.Pipes;

        namespace Servers;

        public static class Echo
        {
            public static void Run()
            {
                using var server = new NamedPipeServerStream("app.echo");
                while (true)
                {
                    server.WaitForConnection();
                    Console.WriteLine(server.ReadByte());
                }
            }
        }
        """;
}
