using System.Threading.Tasks;
using ProcessSafety.Analyzers.ProcessIO;
using ProcessSafety.CodeFixes.ProcessIO;
using Xunit;

namespace ProcessSafety.Tests.ProcessIO;

public sealed class BeginReadingFixTests : RuleTest
{
    [Fact]
    public Task Fix_BothStreams() => Fix(
        """
            static int Run()
            {
                var p = new Process();
                {|PSAFE703:p.StartInfo.RedirectStandardOutput = true|};
                {|PSAFE703:p.StartInfo.RedirectStandardError = true|};
                p.Start(); // now
                p.WaitForExit();
                return p.ExitCode;
            }
        """,
        """
            static int Run()
            {
                var p = new Process();
                p.StartInfo.RedirectStandardOutput = true;
                p.StartInfo.RedirectStandardError = true;
                p.Start(); // now
                p.BeginErrorReadLine();
                p.BeginOutputReadLine();
                p.WaitForExit();
                return p.ExitCode;
            }
        """);

    [Fact]
    public Task Fix_Declarations() => Fix(
        """
            static void Run()
            {
                using var p = Process.Start(new ProcessStartInfo("tool") { {|PSAFE703:RedirectStandardOutput = true|} });
                p?.WaitForExit();
                using (var q = Process.Start(new ProcessStartInfo("tool") { {|PSAFE703:RedirectStandardError = true|} })!)
                {
                    // wait
                    q.WaitForExit();
                }
            }
        """,
        """
            static void Run()
            {
                using var p = Process.Start(new ProcessStartInfo("tool") { RedirectStandardOutput = true });
                p?.BeginOutputReadLine();
                p?.WaitForExit();
                using (var q = Process.Start(new ProcessStartInfo("tool") { RedirectStandardError = true })!)
                {
                    q.BeginErrorReadLine();
                    // wait
                    q.WaitForExit();
                }
            }
        """);

    [Fact]
    public Task Fix_Keywords() => Fix(
        """
            static void Run()
            {
                var @event = Process.Start(new ProcessStartInfo("tool") { {|PSAFE703:RedirectStandardOutput = true|} });
                @event?.WaitForExit();
                using (var @lock = Process.Start(new ProcessStartInfo("tool") { {|PSAFE703:RedirectStandardError = true|} })!)
                {
                    @lock.WaitForExit();
                }
            }
        """,
        """
            static void Run()
            {
                var @event = Process.Start(new ProcessStartInfo("tool") { RedirectStandardOutput = true });
                @event?.BeginOutputReadLine();
                @event?.WaitForExit();
                using (var @lock = Process.Start(new ProcessStartInfo("tool") { RedirectStandardError = true })!)
                {
                    @lock.BeginErrorReadLine();
                    @lock.WaitForExit();
                }
            }
        """);

    /// <summary>Lines that come before the handler is attached would be lost.</summary>
    [Fact]
    public Task Fix_AfterTheHandler() => Fix(
        """
            static void Run()
            {
                using var p = Process.Start(new ProcessStartInfo("tool") { {|PSAFE703:RedirectStandardError = true|} })!;
                Use(p.Id);
                Attach(p);
                p.WaitForExit();
            }

            static void Attach(Process p) => p.ErrorDataReceived += (_, e) => Use(e.Data);
        """,
        """
            static void Run()
            {
                using var p = Process.Start(new ProcessStartInfo("tool") { RedirectStandardError = true })!;
                Use(p.Id);
                Attach(p);
                p.BeginErrorReadLine();
                p.WaitForExit();
            }

            static void Attach(Process p) => p.ErrorDataReceived += (_, e) => Use(e.Data);
        """);

    [Fact]
    public Task Fix_ProcessesInTurn() => Fix(
        """
            static void Run()
            {
                var q = Process.Start(new ProcessStartInfo("a") { {|PSAFE703:RedirectStandardOutput = true|} })!;
                q.WaitForExit();
                q = Process.Start(new ProcessStartInfo("b") { {|PSAFE703:RedirectStandardOutput = true|} })!;
                q.WaitForExit();
            }
        """,
        """
            static void Run()
            {
                var q = Process.Start(new ProcessStartInfo("a") { RedirectStandardOutput = true })!;
                q.BeginOutputReadLine();
                q.WaitForExit();
                q = Process.Start(new ProcessStartInfo("b") { RedirectStandardOutput = true })!;
                q.BeginOutputReadLine();
                q.WaitForExit();
            }
        """);

    [Fact]
    public Task Fix_Patterns() => Fix(
        """
            static int Run(string[] names)
            {
                if (Process.Start(new ProcessStartInfo("a") { {|PSAFE703:RedirectStandardOutput = true|} }) is { } p)
                {
                    p.WaitForExit();
                }

                if (names.Length > 0 && Process.Start(new ProcessStartInfo("b") { {|PSAFE703:RedirectStandardError = true|} }) is Process q)
                    q.WaitForExit(); // long
                else
                    return 1;

                switch (Process.Start(new ProcessStartInfo("c") { {|PSAFE703:RedirectStandardOutput = true|} }))
                {
                    case { } s:
                        s.WaitForExit();
                        break;
                    case null:
                        return 2;
                }

                // Must be there.
                if (names is [] || Process.Start(new ProcessStartInfo("d") { {|PSAFE703:RedirectStandardOutput = true|} }) is not { } r)
                {
                    return 3;
                }

                r.WaitForExit();
                return r.ExitCode;
            }
        """,
        """
            static int Run(string[] names)
            {
                if (Process.Start(new ProcessStartInfo("a") { RedirectStandardOutput = true }) is { } p)
                {
                    p.BeginOutputReadLine();
                    p.WaitForExit();
                }

                if (names.Length > 0 && Process.Start(new ProcessStartInfo("b") { RedirectStandardError = true }) is Process q)
                {
                    q.BeginErrorReadLine();
                    q.WaitForExit(); // long
                }
                else
                    return 1;

                switch (Process.Start(new ProcessStartInfo("c") { RedirectStandardOutput = true }))
                {
                    case { } s:
                        s.BeginOutputReadLine();
                        s.WaitForExit();
                        break;
                    case null:
                        return 2;
                }

                // Must be there.
                if (names is [] || Process.Start(new ProcessStartInfo("d") { RedirectStandardOutput = true }) is not { } r)
                {
                    return 3;
                }

                r.BeginOutputReadLine();
                r.WaitForExit();
                return r.ExitCode;
            }
        """);

    [Fact]
    public Task Fix_BothStreamsInABodyOfOneStatement() => Fix(
        """
            static void Run()
            {
                if (Process.Start(new ProcessStartInfo("a")
                {
                    {|PSAFE703:RedirectStandardOutput = true|},
                    {|PSAFE703:RedirectStandardError = true|},
                }) is { } p)
                    p.WaitForExit();
            }
        """,
        """
            static void Run()
            {
                if (Process.Start(new ProcessStartInfo("a")
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }) is { } p)
                {
                    p.BeginErrorReadLine();
                    p.BeginOutputReadLine();
                    p.WaitForExit();
                }
            }
        """);

    [Fact]
    public Task Fix_ExpressionsThatHandTheProcessOn() => Fix(
        """
            static void Run(bool late)
            {
                Process p = Process.Start(new ProcessStartInfo("a") { {|PSAFE703:RedirectStandardOutput = true|} }) switch
                {
                    { } started => started,
                    _ => throw new InvalidOperationException(),
                };
                p.WaitForExit();

                var q = (Process?)Process.Start(new ProcessStartInfo("b") { {|PSAFE703:RedirectStandardOutput = true|} });
                q?.WaitForExit();

                Process r = late
                    ? throw new InvalidOperationException()
                    : Process.Start(new ProcessStartInfo("c") { {|PSAFE703:RedirectStandardOutput = true|} })!;
                r.WaitForExit();
            }
        """,
        """
            static void Run(bool late)
            {
                Process p = Process.Start(new ProcessStartInfo("a") { RedirectStandardOutput = true }) switch
                {
                    { } started => started,
                    _ => throw new InvalidOperationException(),
                };
                p.BeginOutputReadLine();
                p.WaitForExit();

                var q = (Process?)Process.Start(new ProcessStartInfo("b") { RedirectStandardOutput = true });
                q?.BeginOutputReadLine();
                q?.WaitForExit();

                Process r = late
                    ? throw new InvalidOperationException()
                    : Process.Start(new ProcessStartInfo("c") { RedirectStandardOutput = true })!;
                r.BeginOutputReadLine();
                r.WaitForExit();
            }
        """);

    /// <summary>The other callers of the method may read what its process writes.</summary>
    [Theory]
    [InlineData(
        "Process p = {|PSAFE703:Begin()|};",
        "static Process Begin() => Process.Start(new ProcessStartInfo(\"tool\") { ALL })!;")]
    [InlineData(
        "{|PSAFE703:Begin(out Process p)|};",
        "static void Begin(out Process p) => p = Process.Start(new ProcessStartInfo(\"tool\") { ALL })!;")]
    [InlineData(
        "if (!{|PSAFE703:Begin(out var p)|}) { return; }",
        "static bool Begin(out Process p) { p = Process.Start(new ProcessStartInfo(\"tool\") { ALL })!; return true; }")]
    public Task Fix_MethodThatStarts(string statement, string method)
    {
        string source = $$"""
                static void Run()
                {
                    {{statement}}
                    NEXT
                    p.WaitForExit();
                }

                {{method.Replace("ALL", "RedirectStandardOutput = true")}}

                static string Ask()
                {
                    {{statement.Replace("{|PSAFE703:", "").Replace("|}", "").Replace("return;", "return string.Empty;")}}
                    return p.StandardOutput.ReadToEnd();
                }
            """;
        return Fix(
            source.Replace("        NEXT\n", string.Empty),
            source.Replace("{|PSAFE703:", "").Replace("|}", "").Replace("NEXT", "p.BeginOutputReadLine();"));
    }

    [Theory]
    [InlineData("static void Run() { Process.Start(new ProcessStartInfo(\"tool\") { {|PSAFE703:RedirectStandardOutput = true|} }); }")]
    [InlineData(
        "static void Run(bool b) { if (Process.Start(new ProcessStartInfo(\"tool\") { {|PSAFE703:RedirectStandardOutput = true|} }) is { } "
            + "p && b) p.WaitForExit(); }")]
    [InlineData(
        "static void Run() { if (Process.Start(new ProcessStartInfo(\"tool\") { {|PSAFE703:RedirectStandardOutput = true|} }) is not { } "
            + "p) { p = new Process(); } p.WaitForExit(); }")]
    [InlineData(
        "static Process? s_p; static void Run() { s_p ??= Process.Start(new ProcessStartInfo(\"tool\") { "
            + "{|PSAFE703:RedirectStandardOutput = true|} })!; s_p.WaitForExit(); }")]
    [InlineData(
        "static void Run(bool b) { var q = new Process { StartInfo = { RedirectStandardOutput = true, {|PSAFE703:RedirectStandardError = "
            + "true|} } }; q.Start(); var r = b ? q.StandardError : q.StandardOutput; Use(r.ReadToEnd()); }")]
    [InlineData(
        "static void Run(bool b) { using var q = Process.Start(new ProcessStartInfo(\"tool\") { {|PSAFE703:RedirectStandardOutput = true|} "
            + "})!; if (b) { Use(q.StandardOutput.ReadToEnd()); } q.WaitForExit(); }")]
    public Task NoFix_WithoutANameOrWhereEitherIsRead(string members) =>
        NoFix<UnreadStreamAnalyzer, BeginReadingFix>(Key, ProcessSource.Of(members));

    /// <summary>The review fix is offered by the same provider.</summary>
    [Fact]
    public Task Fix_InOtherWords() => Fix(
        """
            static void Run(ProcessStartInfo info)
            {
                using var p = (Process.Start(new ProcessStartInfo("tool") { {|PSAFE703:RedirectStandardOutput = true|} }));
                p?.WaitForExit();
                Process q = (Process)Process.Start(new ProcessStartInfo("tool") { {|PSAFE703:RedirectStandardOutput = true|} })!;
                q.WaitForExit();
            }
        """,
        """
            static void Run(ProcessStartInfo info)
            {
                using var p = (Process.Start(new ProcessStartInfo("tool") { RedirectStandardOutput = true }));
                p?.BeginOutputReadLine();
                p?.WaitForExit();
                Process q = (Process)Process.Start(new ProcessStartInfo("tool") { RedirectStandardOutput = true })!;
                q.BeginOutputReadLine();
                q.WaitForExit();
            }
        """);

    /// <summary>What one start info redirects, each of its starts has to read.</summary>
    [Fact]
    public Task Fix_TwoStartsOfOneStartInfo() => Fix(
        """
            static void Run(bool twice)
            {
                ProcessStartInfo info = new("tool");
                {|PSAFE703:info.RedirectStandardOutput = true|};
                if (twice)
                {
                    using Process p = Process.Start(info)!;
                    p.WaitForExit();
                }
                else
                {
                    using Process q = Process.Start(info)!;
                    q.WaitForExit();
                }
            }
        """,
        """
            static void Run(bool twice)
            {
                ProcessStartInfo info = new("tool");
                info.RedirectStandardOutput = true;
                if (twice)
                {
                    using Process p = Process.Start(info)!;
                    p.BeginOutputReadLine();
                    p.WaitForExit();
                }
                else
                {
                    using Process q = Process.Start(info)!;
                    q.BeginOutputReadLine();
                    q.WaitForExit();
                }
            }
        """);

    [Fact]
    public Task Fix_Review() => Fix<UnreadStreamAnalyzer, BeginReadingFix>(
        ProcessSource.Of(
            """
            static void Run() => Process.Start(new ProcessStartInfo("tool") { {|PSAFE703:RedirectStandardOutput = true|} });
            """),
        ProcessSource.Of(
            """
            static void Run() => Process.Start(new ProcessStartInfo("tool"));
            """),
        static test =>
        {
            test.CodeActionEquivalenceKey = "PSAFE703.RemoveRedirect";
            test.CodeFixTestBehaviors |= Microsoft.CodeAnalysis.Testing.CodeFixTestBehaviors.SkipFixAllCheck;
        });

    /// <summary>Where the code has asked for the reader, BeginOutputReadLine throws.</summary>
    [Fact]
    public Task NoFix_StreamIsNamed() => NoFix<UnreadStreamAnalyzer, BeginReadingFix>(
        Key,
        ProcessSource.Of(
            "static void Run() { var p = Process.Start(new ProcessStartInfo(\"tool\") { {|PSAFE703:RedirectStandardOutput = true|} })!; "
                + "var reader = p.StandardOutput; p.WaitForExit(); }"));

    /// <summary>The lines of one start have a handler, and should not come before it.</summary>
    [Fact]
    public Task NoFix_HandlerOfOneOfTwoStarts() => NoFix<UnreadStreamAnalyzer, BeginReadingFix>(
        Key,
        ProcessSource.Of(
            "static void Run(bool twice) { ProcessStartInfo info = new(\"tool\"); {|PSAFE703:info.RedirectStandardOutput = true|}; "
                + "if (twice) { Process p = Process.Start(info)!; p.WaitForExit(); } "
                + "else { Process q = Process.Start(info)!; q.OutputDataReceived += (_, _) => { }; q.WaitForExit(); } }"));

    private static void Key(RuleCodeFixTest<UnreadStreamAnalyzer, BeginReadingFix> test) =>
        test.CodeActionEquivalenceKey = "PSAFE703.BeginReading";

    private static Task Fix(string members, string fixedMembers) =>
        Fix<UnreadStreamAnalyzer, BeginReadingFix>(ProcessSource.Of(members), ProcessSource.Of(fixedMembers), Key);
}
