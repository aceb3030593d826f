using Xunit;

namespace ProcessSafety.Proofs;

/// <summary>What counts as a fault of a fix's layout.</summary>
public sealed class LayoutFaultsTests
{
    [Theory]
    [InlineData("// why\nM();", "M();", "lost: // why")]
    [InlineData("M(/* why */ 1);", "M(1);", "lost: /* why */")]
    [InlineData("#region All\nM();\n#endregion", "M();\n#endregion", "lost: #region All")]
    [InlineData("#if NO\nM();\n#endif", "#if NO\n#endif", "lost: M();")]
    [InlineData("M(); // why\nN(); // why", "M(); // why\nN();", "lost: // why")]
    public void Lost_WhatStoodThere(string before, string after, string fault) => Assert.Equal([fault], LayoutFaults.Lost(before, after));

    [Fact]
    public void Lost_NotWhatHasMoved() => Assert.Empty(LayoutFaults.Lost("// why\nM(); N(); // so", "N();\t// so\n{\n\t// why\n\tM();\n}"));

    [Theory]
    [InlineData("\tM();\n\tN();\r\n", "style: \tM();")]
    [InlineData("    M();\r\n\tN();\r\n", "style:     M();\r")]
    public void InForeignStyle_NewLines(string after, string fault) =>
        Assert.Equal([fault], LayoutFaults.InForeignStyle("\tN();\r\n", after));

    [Fact]
    public void InForeignStyle_NotLinesThatAreOld() => Assert.Empty(LayoutFaults.InForeignStyle("  N();\r\n", "  N();\r\n\tM();\r\n"));
}
