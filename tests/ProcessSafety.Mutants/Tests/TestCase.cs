namespace ProcessSafety.Mutants.Tests;

/// <summary>A test as the runner names it: one row of a theory is a test of its own.</summary>
internal sealed record TestCase(string Id, string Class, string Name)
{
    /// <summary>The name of the class without its namespace.</summary>
    public string ShortClass => Class[(Class.LastIndexOfAny(['.', '+']) + 1)..];
}
