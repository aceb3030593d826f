using Xunit;

namespace ProcessSafety.Tests;

/// <summary>A theory whose sources need a C# version that the compiler of an older host cannot parse.</summary>
public sealed class NewerSyntaxTheoryAttribute : TheoryAttribute
{
    public NewerSyntaxTheoryAttribute(int csharp) => Skip = NewerSyntaxFactAttribute.ReasonWithout(csharp);
}
