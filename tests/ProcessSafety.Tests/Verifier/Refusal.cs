using System;
using System.Threading.Tasks;
using Xunit;

namespace ProcessSafety.Tests.Verifier;

/// <summary>Shows that a check fails, and for the right reason.</summary>
internal static class Refusal
{
    public static async Task Of(Func<Task> check, string reason)
    {
        Exception? failure = await Record.ExceptionAsync(check);
        Assert.True(failure is not null, "The check passed.");
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }
}
