using System.Threading.Tasks;
using ProcessSafety.Analyzers.Memory;
using ProcessSafety.CodeFixes.Memory;
using Xunit;

namespace ProcessSafety.Tests.Fixes.Memory;

public sealed class UntrackedSpinLockFixTests : RuleTest
{
    [Theory]
    [InlineData("SpinLock value = new(); // free", "SpinLock value = new(enableThreadOwnerTracking: false); // free")]
    [InlineData("SpinLock value = new( /* a */ );", "SpinLock value = new( /* a */ enableThreadOwnerTracking: false);")]
    [InlineData("SpinLock value = new SpinLock(true);", "SpinLock value = new SpinLock(enableThreadOwnerTracking: false);")]
    [InlineData("SpinLock value = new SpinLock { };", null)]
    [InlineData("SpinLock value = default;", "SpinLock value = new SpinLock(enableThreadOwnerTracking: false);")]
    [InlineData("var value = default(SpinLock);", "var value = new SpinLock(enableThreadOwnerTracking: false);")]
    public Task Untracked(string declaration, string? changed) => changed is null
        ? NoFix<SharedMemoryValueAnalyzer, UntrackedSpinLockFix>(Source(declaration, "ref {|PSAFE902:value|}"))
        : Fix<SharedMemoryValueAnalyzer, UntrackedSpinLockFix>(
            Source(declaration, "ref {|PSAFE902:value|}"),
            Source(changed, "ref value"));

    [Fact]
    public Task NoFix_OtherValues() => NoFix<SharedMemoryValueAnalyzer, UntrackedSpinLockFix>(
        Source("int value = System.Environment.CurrentManagedThreadId;", "ref {|PSAFE902:value|}"));

    [Fact]
    public Task NoFix_WhereTheOwnerIsAskedFor() => NoFix<SharedMemoryValueAnalyzer, UntrackedSpinLockFix>(
        Source("SpinLock value = new(); _ = value.IsHeldByCurrentThread;", "ref {|PSAFE902:value|}"));

    private static string Source(string declaration, string value) =>
        $$"""
        using System.IO.MemoryMappedFiles;
        using System.Threading;

        class Board
        {
            void Share(MemoryMappedViewAccessor view)
            {
                {{declaration}}
                view.Write(0, {{value}});
            }
        }
        """;
}
