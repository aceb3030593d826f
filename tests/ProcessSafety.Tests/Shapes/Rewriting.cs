using System.Collections.Generic;

namespace ProcessSafety.Tests.Shapes;

/// <summary>A way to write the same program differently.</summary>
/// <param name="Name">The shape that comes out, as docs/shapes.md shows it.</param>
internal abstract record Rewriting(string Name)
{
    /// <summary>
    /// The text of the file for each place that the rewriting fits, one at a time. What does not compile is left out by the caller.
    /// </summary>
    public abstract IEnumerable<string?> Apply(ShapeProgram program);
}
