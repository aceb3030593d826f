using System.Threading.Tasks;
using ProcessSafety.Analyzers.Synchronization;
using Xunit;

namespace ProcessSafety.Tests.Synchronization;

/// <summary>PSAFE302 and PSAFE303 where the text of a name comes another way.</summary>
public sealed class NameWayTests : RuleTest
{
    [Theory]
    [InlineData("string[] names = { \"a/b\" }; new Mutex(false, {|PSAFE303:names[0]|});", "")]
    [InlineData("(string Name, int Count) pair = (\"a/b\", 0); new Mutex(false, {|PSAFE303:pair.Name|});", "")]
    [InlineData("string name = null; name ??= \"a/b\"; new Mutex(false, {|PSAFE303:name|});", "")]
    [InlineData("Func<string> make = () => \"a/b\"; new Mutex(false, {|PSAFE303:make()|});", "")]
    [InlineData(
        "new Mutex(false, {|PSAFE303:new Settings { Name = \"a/b\" }.Name|});",
        "sealed class Settings { public string Name { get; set; } = \"\"; }")]
    [InlineData("new Mutex(false, {|PSAFE303:new Lazy<string>(() => \"a/b\").Value|});", "")]
    [InlineData("new Mutex(false, {|PSAFE303:\"a/b\" ?? throw new Exception()|});", "")]
    public Task Hazard_RefusedByUnix(string statements, string members) => Reports<UnixNameAnalyzer>(Program(statements, members));

    [Theory]
    [InlineData("string[] names = { \"a\", \"a/b\" }; new Mutex(false, names[0]);", "")]
    [InlineData("(string Name, string Path) pair = (\"a\", \"a/b\"); new Mutex(false, pair.Name);", "")]
    [InlineData("string name = \"a\"; if (Flag) { name = \"a/b\"; } new Mutex(false, name);", "bool Flag => true;")]
    [InlineData(
        "new Mutex(false, new Settings { Name = \"a\", Path = \"a/b\" }.Name);",
        "sealed class Settings { public string Name { get; set; } = \"\"; public string Path { get; set; } = \"\"; }")]
    public Task Safe_TakenByUnix(string statements, string members) => Silent<UnixNameAnalyzer>(Program(statements, members));

    [Theory]
    [InlineData("string full; full = @\"Global\\\" + name; new Mutex(false, {|PSAFE302:name|});")]
    [InlineData("string full = null; full ??= @\"Global\\\" + name; new Mutex(false, {|PSAFE302:name|});")]
    [InlineData("(string full, int count) = (@\"Global\\\" + name, 0); new Mutex(false, {|PSAFE302:name|});")]
    [InlineData("Func<string> make = () => @\"Global\\\" + name; string full = make(); new Mutex(false, {|PSAFE302:name|});")]
    [InlineData("if (@\"Global\\\" + name is { } full) { new Mutex(false, {|PSAFE302:name|}); }")]
    public Task Hazard_ComputedAndNeverRead(string statements) => Reports<NameScopeAnalyzer>(Named(statements));

    [Theory]
    [InlineData("string full; full = @\"Global\\\" + name; new Mutex(false, full);")]
    [InlineData("(string full, int count) = (@\"Global\\\" + name, 0); new Mutex(false, full); Console.WriteLine(name);")]
    [InlineData("(string full, int count) = (@\"Global\\\" + name + \"x\", 0); new Mutex(false, name);")]
    [InlineData("if (@\"Global\\\" + name is { } full) { new Mutex(false, name); Console.WriteLine(full); }")]
    public Task Safe_ReadOrAnotherName(string statements) => Silent<NameScopeAnalyzer>(Named(statements));

    private static string Named(string statements) =>
        $$"""
        using System;
        using System.Threading;

        public sealed class Guard
        {
            public void Open(string name)
            {
                {{statements}}
            }
        }
        """;

    private static string Program(string statements, string members) =>
        $$"""
        using System;
        using System.Threading;

        public sealed class Guard
        {
            public void Open()
            {
                {{statements}}
            }

            {{members}}
        }
        """;
}
