using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Domain.Names;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Tests.Robustness;
using Xunit;

namespace ProcessSafety.Tests.Flow;

/// <summary>What one creation or opening is known to be: kind, access, name (with * for what is unknown) and scope.</summary>
public sealed class NamedPrimitiveTests
{
    [Theory]
    [InlineData("new Mutex(false, \"jobs\")", "Mutex Create jobs session")]
    [InlineData("new Mutex(true, @\"Local\\jobs\", out _)", "Mutex Create Local\\jobs session")]
    [InlineData("new Mutex(name: \"Global\\\\jobs\", initiallyOwned: false)", "Mutex Create Global\\jobs all")]
    [InlineData("(Mutex)new(false, Names.Const)", "Mutex Create Global\\const all")]
    [InlineData("new Mutex(false, Names.Static)", "Mutex Create Global\\static all")]
    [InlineData("new Mutex(false, Names.Property)", "Mutex Create Global\\property all")]
    [InlineData("new Mutex(false, Names.Arrow)", "Mutex Create Global\\const.arrow all")]
    [InlineData("new Mutex(false, Names.Mutable)", "Mutex Create * ?")]
    [InlineData("new Mutex(false, \"app.\" + nameof(Names))", "Mutex Create app.Names session")]
    [InlineData("new Mutex(false, \"app.\" + id)", "Mutex Create app.* session")]
    [InlineData("new Mutex(false, \"G\" + id)", "Mutex Create G* ?")]
    [InlineData("new Mutex(false, id)", "Mutex Create * ?")]
    [InlineData("new Mutex(false, $@\"Global\\{Names.Static}.{id}\")", "Mutex Create Global\\Global\\static.* all")]
    [InlineData("new Mutex(false, string.Concat(\"a\", Names.Const))", "Mutex Create aGlobal\\const session")]
    [InlineData("new Mutex(false, \"\"\"Global\\raw\"\"\")", "Mutex Create Global\\raw all")]
    [InlineData("new Mutex(false, local)", "Mutex Create local session")]
    [InlineData("new Mutex(false, changed)", "Mutex Create * ?")]
    [InlineData("new Mutex(false, null)", "Mutex Create  session")]
    [InlineData("new Mutex(false, string.Empty)", "Mutex Create  session")]
    [InlineData("new Mutex()", "Mutex Create  session")]
    [InlineData("new AutoResetEvent(false)", "Event Create  session")]
    [InlineData("new Own()", "Event Create * ?")]
    [InlineData("new Semaphore(1, 1, \"jobs\")", "Semaphore Create jobs session")]
    [InlineData("new EventWaitHandle(false, EventResetMode.AutoReset, \"jobs\")", "Event Create jobs session")]
    [InlineData("Mutex.OpenExisting(\"jobs\")", "Mutex Open jobs session")]
    [InlineData("Semaphore.TryOpenExisting(@\"Global\\jobs\", out _)", "Semaphore TryOpen Global\\jobs all")]
    [InlineData("MemoryMappedFile.CreateNew(\"map\", 10)", "SharedMemory Create map session")]
    [InlineData("MemoryMappedFile.CreateFromFile(\"/x\", FileMode.Open)", "SharedMemory Create  session")]
    [InlineData("MemoryMappedFile.CreateFromFile(\"/x\", FileMode.Open, \"map\")", "SharedMemory Create map session")]
    [InlineData("MemoryMappedFile.OpenExisting(\"map\")", "SharedMemory Open map session")]
    [InlineData("new Mutex(\"jobs\", new NamedWaitHandleOptions())", "Mutex Create jobs user session")]
    [InlineData("new Mutex(\"jobs\", default(NamedWaitHandleOptions))", "Mutex Create jobs user session")]
    [InlineData("new Mutex(\"jobs\", new() { CurrentSessionOnly = false, CurrentUserOnly = false })", "Mutex Create jobs all")]
    [InlineData("new Mutex(\"jobs\", new() { CurrentUserOnly = false })", "Mutex Create jobs session")]
    [InlineData("new Mutex(\"jobs\", Names.Options)", "Mutex Create jobs user")]
    [InlineData("new Mutex(\"jobs\", given)", "Mutex Create jobs ?")]
    [InlineData("new SemaphoreSlim(1)", "none")]
    [InlineData("new Barrier(1)", "none")]
    public void Is(string expression, string expected)
    {
        CSharpCompilation compilation = AnalyzerNet.Compile(
            """
            using System.IO;
            using System.IO.MemoryMappedFiles;
            using System.Threading;

            class Own : EventWaitHandle { public Own() : base(false, EventResetMode.AutoReset, "own") { } }

            class Uses
            {
                object Go(string id, NamedWaitHandleOptions given)
                {
                    string local = "lo" + "cal";
                    string changed = "a";
                    changed += "b";
                    return /**/EXPRESSION;
                }
            }
            """.Replace("EXPRESSION", expression),
            """"
            using System.Threading;

            static class Names
            {
                public const string Const = @"Global\" + "const";
                public static readonly string Static = "Global" + Separator + "static";
                private const char Separator = '\\';
                public static string Property { get; } = @"Global\property";
                public static string Arrow => Const + ".arrow";
                public static string Mutable = "mutable";
                public static readonly NamedWaitHandleOptions Options = new() { CurrentSessionOnly = false };
            }
            """");
        SyntaxTree tree = compilation.SyntaxTrees[0];
        ReturnStatementSyntax returned = tree.GetRoot().DescendantNodes().OfType<ReturnStatementSyntax>().Single();
        ProcessModel model = ProcessModel.For(compilation, new AnalyzerOptions([]), CancellationToken.None);
        IOperation operation = ValueOrigin.Unwrap(compilation.GetSemanticModel(tree).GetOperation(returned.Expression!)!);

        NamedPrimitive? primitive = NamedPrimitives.Of(model).Of(operation, CancellationToken.None);

        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        Assert.Equal(
            expected,
            primitive is null ? "none" : $"{primitive.Kind} {primitive.Access} {Text(primitive.Name)} {Text(primitive.Scope)}");
    }

    private static string Text(NameText name) => string.Concat(name.Parts.Select(part => part.Text ?? "*"));

    private static string Text(NameScope? scope) => scope switch
    {
        null => "?",
        { IsOfUser: false, IsOfSession: false } => "all",
        { IsOfUser: true, IsOfSession: true } => "user session",
        _ => scope.IsOfUser ? "user" : "session",
    };
}
