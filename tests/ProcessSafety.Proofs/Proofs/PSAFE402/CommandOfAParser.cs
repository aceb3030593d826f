// A parser of the command line runs the handler of a command, in a worker that of `worker`. What Main does before, each worker does again.
// form: plain
// hazard: exit 0, stdout start-ups: 3, stdout done: 1
// fixed: exit 0, stdout start-ups: 1, stdout done: 3
using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
using System.IO;

internal static class Program
{
    private static readonly string Done = Path.Combine(AppContext.BaseDirectory, "done.txt");
    private static readonly string StartUps = Path.Combine(AppContext.BaseDirectory, "start-ups.txt");

    private static int Main(string[] args)
    {
        File.Delete(Done);
        File.AppendAllText(StartUps, "start\n");

        Command worker = new("worker");
        worker.SetAction(() => Console.WriteLine("working"));
        RootCommand root = new();
        root.Subcommands.Add(worker);
        root.SetAction(Supervise);
        return root.Parse(args).Invoke();
    }

    private static void Supervise()
    {
        File.AppendAllText(Done, "parent\n");
        for (int i = 1; i <= 2; i++)
        {
            using (Process worker = Process.Start(new ProcessStartInfo(Environment.ProcessPath!)
                {
                    ArgumentList = { Environment.GetCommandLineArgs()[0], "worker" },
                })!)
                worker.WaitForExit();

            File.AppendAllText(Done, $"worker {i}\n");
        }

        Console.WriteLine($"start-ups: {File.ReadAllLines(StartUps).Length}");
        Console.WriteLine($"done: {File.ReadAllLines(Done).Length}");
    }
}

namespace System.CommandLine
{
    /// <summary>As much of the library as the program needs.</summary>
    public class Command
    {
        public Command(string name) => Name = name;

        public string Name { get; }

        public List<Command> Subcommands { get; } = new();

        internal Action Action { get; private set; } = () => { };

        public void SetAction(Action action) => Action = action;
    }

    public sealed class RootCommand : Command
    {
        public RootCommand() : base("root") { }

        public ParseResult Parse(IReadOnlyList<string> args) =>
            new(Subcommands.Find(command => args.Count > 0 && command.Name == args[0]) ?? this);
    }

    public sealed class ParseResult
    {
        private readonly Command _command;

        public ParseResult(Command command) => _command = command;

        public int Invoke()
        {
            _command.Action();
            return 0;
        }
    }
}
