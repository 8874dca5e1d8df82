"""The other bank: what the military command of Houaphanh keeps of the same patrols and cases."""
